package fieldlink.cli.doctor;

/**
 * What one look at the machine found.
 *
 * @param subject what was looked at, in a word or two
 * @param mend the command or step that puts it right; empty when nothing has to be done
 */
record Finding(String subject, Verdict verdict, String what, String mend) {
    enum Verdict {
        OK,
        /** Works, but something will be missed. */
        WARNING,
        /** What needs it will not work. */
        WRONG
    }

    static Finding ok(String subject, String what) {
        return new Finding(subject, Verdict.OK, what, "");
    }

    static Finding warning(String subject, String what, String mend) {
        return new Finding(subject, Verdict.WARNING, what, mend);
    }

    static Finding wrong(String subject, String what, String mend) {
        return new Finding(subject, Verdict.WRONG, what, mend);
    }
}
