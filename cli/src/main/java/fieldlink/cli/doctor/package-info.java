/** What on this machine is missing or wrong for Fieldlink, and the command that mends it. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.doctor;
