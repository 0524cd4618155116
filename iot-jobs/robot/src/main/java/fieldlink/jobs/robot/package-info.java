/**
 * Robot projects: what a client may ask for, how it is answered, and the ports to the process that runs a project, to
 * the disk that keeps its versions, and to the people who use it.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot;
