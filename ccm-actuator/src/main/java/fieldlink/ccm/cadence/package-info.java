/** When a value is sent again: pure decisions over a steady clock. */
@org.jspecify.annotations.NullMarked
package fieldlink.ccm.cadence;
