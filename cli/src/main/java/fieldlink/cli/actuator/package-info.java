/** {@code fieldlink actuator …}: the bridge, and the commands that speak to it over its local socket. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.actuator;
