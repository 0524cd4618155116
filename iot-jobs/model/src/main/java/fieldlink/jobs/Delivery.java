package fieldlink.jobs;

/** What may happen when it is unknown whether a device ran a job. */
public enum Delivery {
    /** Never hand it out a second time: the outcome stays open until the device or a person settles it. */
    AT_MOST_ONCE,
    /** Hand it out again, as often as its {@link Retry} allows. */
    AT_LEAST_ONCE
}
