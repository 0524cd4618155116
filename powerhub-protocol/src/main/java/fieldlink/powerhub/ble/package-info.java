/** PowerHubs over Bluetooth: the client's link port on ble-core, which only this package and the simulator need. */
@org.jspecify.annotations.NullMarked
package fieldlink.powerhub.ble;
