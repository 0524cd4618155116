/** {@code fieldlink script …}: runs that a grower writes down once, such as a calibration. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.script;
