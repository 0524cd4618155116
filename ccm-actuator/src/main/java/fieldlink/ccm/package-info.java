/** Vocabulary, packet codec and ports of UECS-CCM. */
@org.jspecify.annotations.NullMarked
package fieldlink.ccm;
