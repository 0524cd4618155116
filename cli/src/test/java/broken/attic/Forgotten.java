package broken.attic;

/** Breaks: no room of the house. */
public final class Forgotten {}
