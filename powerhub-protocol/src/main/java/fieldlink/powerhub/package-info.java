/** Vocabulary and byte codec of the PowerHub board. */
@org.jspecify.annotations.NullMarked
package fieldlink.powerhub;
