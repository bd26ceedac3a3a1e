import { all, type Documented, fields, nothing } from "./shapes";

const embedded = fields(all("string", "token", "maskedEmail", "maskedPhone"));

export const documented: Documented = {
  answers: {
    "POST /v1/mgmt/tests/generate/otp": fields(all("string", "loginId", "code")),
    "POST /v1/mgmt/tests/generate/magiclink": fields(all("string", "loginId", "link")),
    "POST /v1/mgmt/tests/generate/enchantedlink": fields(all("string", "loginId", "link", "pendingRef")),
    "DELETE /v1/mgmt/user/test/delete/all": nothing,
    "POST /v1/mgmt/user/signin/embeddedlink": embedded,
    "POST /v1/mgmt/user/signup/embeddedlink": embedded,
  },
  differences: [
    {
      of: [embedded],
      omitted: ["maskedEmail", "maskedPhone"],
      why: "Nothing is sent: the token goes to whoever asked, whose SDKs read it alone.",
    },
  ],
};
