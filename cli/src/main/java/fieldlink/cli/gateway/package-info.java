/** The gateway: every part of Fieldlink in one process, each failing for itself. */
@org.jspecify.annotations.NullMarked
package fieldlink.cli.gateway;
