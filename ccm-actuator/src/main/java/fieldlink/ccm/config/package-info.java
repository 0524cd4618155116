/** The configuration file of a house. */
@org.jspecify.annotations.NullMarked
package fieldlink.ccm.config;
