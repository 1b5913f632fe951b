import { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from "botbuilder";
import { defined } from "../../../src/core/defined.ts";

/** Who may speak to us, and with what token we speak to Teams. */

/** As `src/config/teams.ts` reads it from the environment; the app types are botbuilder's own. */
export type Credentials =
  | { readonly mode: "anonymous" }
  | {
      readonly mode: "credentials";
      readonly appType: "MultiTenant" | "SingleTenant" | "UserAssignedMSI";
      readonly appId: string;
      readonly appPassword?: string;
      readonly tenantId?: string;
    };

/** Elsewhere than Microsoft's own, for tests. */
export type Endpoints = {
  /** The key server whose tokens are believed. */
  readonly openIdMetadataUrl?: string;
  /** A token for the connector; default: from Microsoft's login. */
  readonly connectorToken?: () => Promise<string>;
  /** Hosts of connectors, besides Microsoft's, that are answered. */
  readonly serviceHosts?: readonly string[];
};

const botFramework = "https://api.botframework.com";
const login = "https://login.microsoftonline.com/botframework.com";

/** Only the key server differs from the public cloud; the SDK wants all of it or nothing. */
const withKeysFrom = (openIdMetadataUrl: string) => ({
  ValidateAuthority: true,
  ToChannelFromBotLoginUrl: login,
  ToChannelFromBotOAuthScope: botFramework,
  ToBotFromChannelTokenIssuer: botFramework,
  OAuthUrl: botFramework,
  ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
  ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
  CallerId: "urn:botframework:azure",
});

const factoryFor = (credentials: Credentials): ConfigurationServiceClientCredentialFactory =>
  credentials.mode === "anonymous"
    ? new ConfigurationServiceClientCredentialFactory({ MicrosoftAppId: "" })
    : new ConfigurationServiceClientCredentialFactory(
        defined({
          MicrosoftAppType: credentials.appType,
          MicrosoftAppId: credentials.appId,
          MicrosoftAppPassword: credentials.appPassword,
          MicrosoftAppTenantId: credentials.tenantId,
        }),
      );

export type Authentication = {
  readonly inbound: ConfigurationBotFrameworkAuthentication;
  /** The Authorization header for the connector. @throws when Microsoft's login gives none. */
  readonly bearer: () => Promise<string | undefined>;
};

type Signable = Parameters<
  Awaited<ReturnType<ConfigurationServiceClientCredentialFactory["createCredentials"]>>["signRequest"]
>[0];

/** @throws Error when the credentials are incomplete for their type. */
export const createAuthentication = (credentials: Credentials, endpoints: Endpoints = {}): Authentication => {
  const factory = factoryFor(credentials);
  const { openIdMetadataUrl, connectorToken } = endpoints;
  const inbound = new ConfigurationBotFrameworkAuthentication(
    openIdMetadataUrl ? withKeysFrom(openIdMetadataUrl) : {},
    factory,
  );

  /** The SDK gives no token, it signs requests: so one with nothing but a place for the header is signed. */
  const signed = async (appId: string): Promise<string | undefined> => {
    const headers = new Map<string, string>();
    const signer = await factory.createCredentials(appId, botFramework, login, true);
    const blank = { headers: { set: (name: string, value: string) => headers.set(name.toLowerCase(), value) } };
    await signer.signRequest(blank as unknown as Signable); // all that signing touches
    return headers.get("authorization");
  };

  return {
    inbound,
    bearer: async () => {
      if (connectorToken) return `Bearer ${await connectorToken()}`;
      return credentials.mode === "anonymous" ? undefined : signed(credentials.appId);
    },
  };
};
