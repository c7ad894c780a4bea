/**
 * `/.well-known/security.txt` (RFC 9116) of an operator. The project knows neither who runs a copy of
 * it nor for how long an address will be read, so both come from whoever builds it:
 *
 *     TESSERA_SECURITY_CONTACT=mailto:security@example.org \
 *     TESSERA_SECURITY_EXPIRES=2027-06-30 npm run build
 *
 * Without a contact there is no such file: an address that nobody reads is worse than none.
 */

/** Section 2.5.3: a URI; a web page only over https. */
const CONTACT = /^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+[\d-]+)$/;

/** A day, read as its end in UTC. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {string | null} the file's text; null where no contact is set
 * @throws {Error} where a value cannot stand in such a file, or `Expires`, which it must have, is missing
 */
export function securityText({
	TESSERA_SECURITY_CONTACT: contact = '',
	TESSERA_SECURITY_EXPIRES: expires = '',
}) {
	if (contact === '' && expires === '') return null;
	if (!CONTACT.test(contact))
		throw new Error(
			`TESSERA_SECURITY_CONTACT: expected a mailto:, https: or tel: address, got "${contact}".`,
		);
	const end = new Date(`${expires}T23:59:59Z`);
	// A day that no month has becomes another one, or none.
	const isDay = !Number.isNaN(end.getTime()) && end.toISOString().startsWith(expires);
	if (!DAY.test(expires) || !isDay)
		throw new Error(`TESSERA_SECURITY_EXPIRES: expected a day as YYYY-MM-DD, got "${expires}".`);
	return [
		`Contact: ${contact}`,
		`Expires: ${expires}T23:59:59Z`,
		'Preferred-Languages: en, zh',
		'',
	].join('\n');
}
