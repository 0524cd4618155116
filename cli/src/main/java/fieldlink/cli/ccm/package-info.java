/** {@code fieldlink ccm …}: UECS-CCM from the shell. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.ccm;
