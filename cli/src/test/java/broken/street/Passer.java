package broken.street;

/** Innocent; a library knows it. */
public final class Passer {}
