/** What the gateway's parts bring, for everything in the same process that uses it: the local device, the panels. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.gateway.equipment;
