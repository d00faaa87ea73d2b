const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg\/(\d+)/],
  ['360 浏览器', /(?:360SE|360EE)()/],
  ['QQ 浏览器', /QQBrowser\/(\d+)/],
  ['微信', /MicroMessenger\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['Chrome', /(?:Headless)?Chrome\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
];

const systems: readonly (readonly [string, RegExp])[] = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** A browser as people know it: its name, version and system; what it says of itself when it is not known. */
export function browserWords(userAgent: string): string {
  const system = systems.find(([, sign]) => sign.test(userAgent))?.[0];
  for (const [name, sign] of browsers) {
    const version = sign.exec(userAgent)?.[1];
    if (version !== undefined)
      return (
        [name, version].filter(Boolean).join(' ') + (system === undefined ? '' : `（${system}）`)
      );
  }
  return userAgent;
}
