// Whom `pnpm seed` makes: two tenants, four roles, and thirty people with names of every kind, one of them in each state that there is.

export const PASSWORD = "seven lanterns by the river";
/** In base32, as people type it into an authenticator app. */
export const TOTP_KEY = "GATEHOUSEDEMOKEYFORLOOKINGAROUND";

export const TENANTS = [
  {
    id: "northfold",
    name: "Northfold Instruments",
    selfProvisioningDomains: ["northfold.example"],
    customAttributes: { plan: "gold", seats: 40 },
  },
  {
    id: "umbra",
    name: "Umbra Studio",
    customAttributes: { plan: "free" },
    settings: { enabled: true, refreshTokenExpiration: 3, refreshTokenExpirationUnit: "days" },
  },
];

export const PERMISSIONS = ["documents.read", "documents.write", "members.manage", "billing.manage"];

export const ROLES = [
  { name: "Administrator", description: "May do everything, everywhere", permissions: PERMISSIONS },
  { name: "Reader", description: "Reads what there is", permissions: ["documents.read"] },
  {
    name: "Editor",
    description: "Writes documents of Northfold",
    permissions: ["documents.read", "documents.write"],
    tenantId: "northfold",
    isDefault: true,
  },
  { name: "Bookkeeper", description: "Pays the bills of Umbra", permissions: ["billing.manage"], tenantId: "umbra" },
];

export const ATTRIBUTES = [
  {
    name: "plan",
    type: 4,
    displayName: "Plan",
    options: [
      { value: "free", label: "Free" },
      { value: "gold", label: "Gold" },
    ],
  },
  { name: "seats", type: 2, displayName: "Seats" },
];

/** Somebody whose address is proven, and what is different about them. */
function person(email, name, rest = {}) {
  return { loginIds: [email], email, verifiedEmail: true, name, ...rest };
}

const northfold = { tenants: { northfold: ["Editor"] } };
const umbra = { tenants: { umbra: [] } };

export const USERS = [
  person("ada@northfold.example", "Ada Moreno", {
    givenName: "Ada",
    familyName: "Moreno",
    roles: ["Administrator"],
    tenants: { northfold: ["Editor"], umbra: ["Bookkeeper"] },
    about: "administrator, in both tenants",
  }),
  person("grace@northfold.example", "Grace Hopper", { ...northfold, totp: true, about: "signs in with two steps" }),
  person("leo@northfold.example", "Leo Brandt", { ...northfold, more: { locked: true }, about: "password is locked" }),
  person("mina@northfold.example", "Mina Park", { ...northfold, more: { mustChange: true }, about: "password has to be replaced" }),
  person("dora@northfold.example", "Dora Vale", { ...northfold, status: "disabled", about: "disabled" }),
  person("ivo@umbra.example", "Ivo Petrov", { ...umbra, status: "invited", password: false, about: "invited" }),
  person("enid@umbra.example", "Enid Marsh", { ...umbra, status: "expired", password: false, about: "invitation expired" }),
  person("test@umbra.example", "Tess Probe", { ...umbra, test: true, about: "test user" }),
  person("una@umbra.example", "Una Weld", { ...umbra, verifiedEmail: false, about: "address is not proven" }),
  person("ned@umbra.example", "Ned Lark", { ...umbra, password: false, about: "has no password" }),
  { loginIds: ["kestrel"], name: "Kes Trelawney", roles: ["Reader"], about: "has a user name and no address" },
  { loginIds: ["+14155550142"], phone: "+14155550142", verifiedPhone: true, name: "Rosa Quint", about: "signs in by phone number" },
  person("two@northfold.example", "Theo Twain", { ...northfold, loginIds: ["two@northfold.example", "theo"], about: "has two login IDs" }),
  person("noname@umbra.example", "", { ...umbra, about: "has no name" }),
  person("long@umbra.example", "Maximiliana Josefa Theodora von und zu Hohenfels-Wittgenstein-Sayn", {
    ...umbra,
    about: "has a long name",
  }),
  person("sakura@northfold.example", "渡辺 さくら", { ...northfold, familyName: "渡辺", givenName: "さくら" }),
  person("olga@northfold.example", "Ольга Сергеевна Ковалёва", { ...northfold, middleName: "Сергеевна" }),
  person("muhammad@umbra.example", "محمد العلي", umbra),
  person("thuy@umbra.example", "Thủy O'Connor-Nguyễn", umbra),
  person("jurgen@xn--bcher-kva.example", "Jürgen Groß", { roles: ["Reader"], about: "address of an international domain" }),
  person("zoe@northfold.example", "Zoë van der Berg", northfold),
  person("plan@umbra.example", "Priya Nair", { ...umbra, customAttributes: { plan: "gold", seats: 3 }, about: "has custom attributes" }),
  person("consents@umbra.example", "Cosmo Reyes", { ...umbra, more: { consents: true }, about: "lets support act for them" }),
  person("apps@northfold.example", "Anja Holm", { ...northfold, ssoAppIds: ["wiki", "tracker"] }),
  person("recovery@northfold.example", "Remy Dupont", {
    ...northfold,
    recoveryEmail: "remy@home.example",
    verifiedRecoveryEmail: true,
    about: "has a recovery address",
  }),
  person("books@umbra.example", "Bea Okafor", { tenants: { umbra: ["Bookkeeper"] }, about: "bookkeeper of Umbra" }),
  person("reader@northfold.example", "Ruth Adeyemi", { tenants: { northfold: ["Reader"] }, about: "reads in Northfold" }),
  person("nobody@elsewhere.example", "Nils Nobody", { about: "belongs to no tenant" }),
  person("x@umbra.example", "X", umbra),
  person("apostrophe.o'hara@northfold.example", "Sinéad O’Hara", northfold),
];
