/** {@code fieldlink jobs …}. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.jobs;
