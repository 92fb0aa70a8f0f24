/** The setting that names the database of a log, unless whoever opens it says another. */
export const settingDefault = 'EVENT_STORE_URL';
