/** {@code fieldlink.yaml}: what a gateway is told, where it is found, and everything that is wrong with it at once. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.gateway.config;
