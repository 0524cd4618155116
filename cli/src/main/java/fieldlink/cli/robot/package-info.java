/** {@code fieldlink robot …}: host a project, and drive one. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.robot;
