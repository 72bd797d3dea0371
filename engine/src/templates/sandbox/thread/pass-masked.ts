import { secretMask } from "@formwork/contracts/schema/secrets/secret-mask";
import { _, type Ajv } from "ajv";

/**
 * Makes the validators of the form take any text that begins with the mask. It stands for a kept
 * secret: its own characters say nothing, and the server judges the secret. One that stands for
 * nothing is reported by the rules of secrets, not by those of the schema.
 */
export function passMasked<A extends Ajv>(ajv: A): A {
  for (const keyword of ["maxLength", "minLength", "pattern", "format"]) {
    const rule = ajv.getKeyword(keyword);
    if (typeof rule !== "object" || !("code" in rule)) continue;
    ajv.removeKeyword(keyword).addKeyword({
      ...rule,
      keyword,
      code(context, type) {
        const { gen, data } = context;
        // Formats are asked about numbers too.
        gen.if(_`typeof ${data} != "string" || !${data}.startsWith(${secretMask})`);
        gen.block(() => rule.code(context, type));
        gen.endIf();
      },
    });
  }
  return ajv;
}
