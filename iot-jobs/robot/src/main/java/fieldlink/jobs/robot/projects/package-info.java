/** Versions of the project and the audit log, on disk. */
@org.jspecify.annotations.NullMarked
package fieldlink.jobs.robot.projects;
