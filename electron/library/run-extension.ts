/** How the file of a run ends. On its own, because the desktop shell carries no SQLite. */
export const RUN_EXTENSION = '.faultline'
