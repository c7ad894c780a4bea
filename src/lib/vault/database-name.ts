/** The name of the app's one database. */
export const DATABASE_NAME = 'tessera';
