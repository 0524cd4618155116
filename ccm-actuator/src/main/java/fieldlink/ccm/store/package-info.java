/** The state file and the audit log: what survives a power cut. */
@org.jspecify.annotations.NullMarked
package fieldlink.ccm.store;
