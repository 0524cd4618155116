/** The gateway as a device of its own job server: what it has becomes what it can be asked for, a class per family. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.gateway.device;
