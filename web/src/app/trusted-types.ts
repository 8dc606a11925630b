/**
 * Where the browser asks for Trusted Types: which texts may become markup (the templates of
 * components, which the compiler wrote) and which addresses may become workers (those of this site).
 */
import { setTrustedTypesPolicy } from "solid-js/web";

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: {
      createHTML?: (text: string) => string;
      createScriptURL?: (address: string) => string | null;
    },
  ): Parameters<typeof setTrustedTypesPolicy>[0];
}

/** The policies that index.html allows. Must be called before the first component is made. */
export function trustOwnTypes(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  if (!trustedTypes) return;
  setTrustedTypesPolicy(
    trustedTypes.createPolicy("components", { createHTML: (text) => text }),
  );
  trustedTypes.createPolicy("default", {
    createScriptURL: (address) =>
      new URL(address, document.baseURI).origin === location.origin
        ? address
        : null,
  });
}
