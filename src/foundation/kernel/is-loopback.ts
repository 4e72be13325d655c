/** Whether a host is a name or an address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || isLoopback4(host);
}

/** The same for a host as it stands in a URL: an address of IPv6 in brackets. */
export function isLoopbackInUrl(hostname: string): boolean {
  return hostname === '[::1]' || (hostname !== '::1' && isLoopback(hostname));
}

function isLoopback4(host: string): boolean {
  const numbers = /^127\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})$/.exec(host)?.slice(1);
  return (
    numbers?.every((number) => Number(number) <= 255 && String(Number(number)) === number) ?? false
  );
}
