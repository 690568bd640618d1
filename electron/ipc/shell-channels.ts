/** The two channels of Electron between the page's preload and the shell. Without imports: the preload carries it. */
export const CALL_CHANNEL = 'faultline:call'
export const EVENT_CHANNEL = 'faultline:event'
