/** The process: the tree of commands, the way from a line of words to an exit code, and completion. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.main;
