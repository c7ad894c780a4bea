/**
 * The network of the proof: two namespaces, joined by one cable.
 *
 *     browser's namespace          cable           outside
 *     lo, "inner" 10.83.0.2  ───────────────  "outer" 10.83.0.1    the static server
 *                 fd83::2                             fd83::fe    gateway to nowhere
 *                                                     10.83.0.254 gateway to nowhere
 *                                                     10.83.0.53  answers each name with the collector
 *                                                     198.51.100.7  collector: takes what is sent to it
 *
 * Everything that is not the browser's own address goes through the cable, so every attempt to reach
 * anything is a packet there, and none a silent local error. Both ends know each other's hardware
 * address, so there is no ARP and no neighbour discovery; no other machine is reachable.
 */
export const BROWSER_ADDRESS = '10.83.0.2';
export const BROWSER_ADDRESS_6 = 'fd83::2';
export const SERVER_ADDRESS = '10.83.0.1';
export const SERVER_PORT = 8080;
/** Its address is in the file of hosts, so nobody is asked for it. */
export const SERVER_NAME = 'tessera.test';
export const SERVER_ORIGIN = `http://${SERVER_NAME}:${String(SERVER_PORT)}`;
export const GATEWAY = '10.83.0.254';
export const GATEWAY_6 = 'fd83::fe';
export const NAME_SERVER = '10.83.0.53';
/** TEST-NET-2 of RFC 5737: nobody's address. */
export const COLLECTOR_ADDRESS = '198.51.100.7';

/** Names of the cable's two ends. */
export const INNER = 'inner';
export const OUTER = 'outer';
export const INNER_HARDWARE = '02:00:00:00:00:02';
export const OUTER_HARDWARE = '02:00:00:00:00:01';

/**
 * Domains that Chromium asks by itself, whatever page is open (its updater, its accounts, its form
 * filling), and that no switch keeps it from. The browser is told that they do not exist, so that what
 * is recorded is the app's alone; that the app's files name none of them is checked apart.
 */
export const BROWSERS_OWN = ['google.com', 'googleapis.com', 'gstatic.com', 'gvt1.com'];
