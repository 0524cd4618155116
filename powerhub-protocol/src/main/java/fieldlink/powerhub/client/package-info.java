/** Driving hubs: commands, settings, telemetry and scenes over any {@link fieldlink.powerhub.HubLink}. */
@org.jspecify.annotations.NullMarked
package fieldlink.powerhub.client;
