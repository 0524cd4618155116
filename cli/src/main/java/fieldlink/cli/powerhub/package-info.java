/** {@code fieldlink powerhub}: hubs from the shell, and their bytes without any hub. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.powerhub;
