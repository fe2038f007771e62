/**
 * A JSON Schema of a TypeScript type, by the type checker. Generators that walk the syntax stop at types that are computed from
 * values, such as those of inputs.
 */
import ts from 'typescript';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Returns the schema of an exported type. Types with a name become definitions; unknown properties are allowed, because new
 * fields do not raise the version of a report.
 * @throws Error for a type that is not plain data
 */
export function schemaOfType(file: string, name: string): JsonSchema {
  const program = ts.createProgram([file], {
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const exported = source && checker.getSymbolAtLocation(source);
  const symbol = exported && checker.getExportsOfModule(exported).find((one) => one.name === name);
  if (!symbol) throw new Error(`${file} exports no type ${name}`);
  const schemas = new TypeSchemas(checker);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...schemas.of(checker.getDeclaredTypeOfSymbol(symbol)),
    definitions: schemas.definitions,
  };
}

class TypeSchemas {
  readonly definitions: Record<string, JsonSchema> = {};

  constructor(private readonly checker: ts.TypeChecker) {}

  of(type: ts.Type): JsonSchema {
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' };
    if (type.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) return { type: 'string' };
    if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.flags & ts.TypeFlags.Unknown) return {};
    if (type.isUnion()) return this.ofUnion(type);
    // A branded string or number: its brand exists for the compiler only.
    const bare = type.isIntersection() ? type.types.find((part) => !(part.flags & ts.TypeFlags.Object)) : undefined;
    if (bare) return this.of(bare);
    const item = this.checker.isArrayType(type)
      ? this.checker.getTypeArguments(type as ts.TypeReference)[0]
      : undefined;
    if (item) return { type: 'array', items: this.of(item) };
    if (this.checker.isTupleType(type)) {
      const items = this.checker.getTypeArguments(type as ts.TypeReference).map((one) => this.of(one));
      return { type: 'array', items, minItems: items.length, maxItems: items.length };
    }
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.ofNamed(type);
    throw new Error(`${this.checker.typeToString(type)} is not plain data`);
  }

  private ofUnion({ types }: ts.UnionType): JsonSchema {
    const given = types.filter((one) => !(one.flags & ts.TypeFlags.Undefined));
    const schemas = given.map((one) => this.of(one));
    const constants = schemas.flatMap((schema) => ('const' in schema ? [schema.const] : []));
    if (constants.length === 2 && constants.every((one) => typeof one === 'boolean')) return { type: 'boolean' };
    if (constants.length === schemas.length && schemas.length > 1) return { enum: constants };
    const others = schemas.filter((schema) => !('const' in schema));
    const all = constants.length > 0 ? [...others, { enum: constants }] : others;
    return all.length === 1 ? (all[0] as JsonSchema) : { anyOf: all };
  }

  private ofNamed(type: ts.Type): JsonSchema {
    const name = type.aliasSymbol?.name ?? type.symbol?.name ?? '__type';
    const arguments_ = type.aliasTypeArguments ?? [];
    if (name.startsWith('__') || arguments_.length > 0) return this.ofObject(type);
    if (!(name in this.definitions)) {
      this.definitions[name] = {};
      this.definitions[name] = this.ofObject(type);
    }
    return { $ref: `#/definitions/${name}` };
  }

  private ofObject(type: ts.Type): JsonSchema {
    const symbol = type.aliasSymbol ?? type.symbol;
    const index = this.checker.getIndexInfosOfType(type)[0];
    const members = this.checker.getPropertiesOfType(type);
    const properties = members.map((member) => [
      member.name,
      { ...this.described(member), ...this.of(this.checker.getTypeOfSymbol(member)) },
    ]);
    const required = members.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map(({ name }) => name);
    return {
      type: 'object',
      ...(symbol && this.described(symbol)),
      ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      ...(required.length > 0 && { required }),
      ...(index && { additionalProperties: this.of(index.type) }),
    };
  }

  private described(symbol: ts.Symbol): JsonSchema {
    const own = symbol.declarations?.some((declaration) => !declaration.getSourceFile().isDeclarationFile);
    const description = ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).replace(/\s+/g, ' ');
    return own && description !== '' ? { description } : {};
  }
}
