/** What the gateway shows and lets people do in the dashboard: Bluetooth, PowerHubs, the greenhouse, the robot. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.gateway.panel;
