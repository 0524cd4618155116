/** UECS-CCM over UDP on one network interface. */
@org.jspecify.annotations.NullMarked
package fieldlink.ccm.udp;
