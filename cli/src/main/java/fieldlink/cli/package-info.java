/** What a command is made of: what it accepts, what it sees of the outside, how it ends. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli;
