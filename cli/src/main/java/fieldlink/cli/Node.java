package fieldlink.cli;

/** What a word on the command line names: a command, or a group of them. */
public sealed interface Node permits Command, CommandGroup {}
