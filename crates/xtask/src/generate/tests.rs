//! The generator on a small API that has everything: nested structures, enumerations, spans, user data, documents, both sides.

use super::{
    assemble, javascript,
    model::{Api, Case, Kind, Type},
    python, python_types, typescript,
};
use ecs_usecases::span::Span;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Deploy an image.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Deploy {
    /// Cluster name.
    cluster: String,
    strategy: Strategy,
    /// Longest time.
    #[serde(default)]
    timeout: Option<Span>,
    #[serde(default = "three")]
    attempts: u32,
    #[serde(default)]
    on_failure: OnFailure,
    #[serde(default)]
    tags: BTreeMap<String, String>,
    #[serde(default)]
    by_region: BTreeMap<String, Container>,
    #[serde(default)]
    task_definition: Option<Value>,
    #[serde(default)]
    settings: Map<String, Value>,
    containers: Vec<Container>,
}

fn three() -> u32 {
    3
}

/// What to do then.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum OnFailure {
    /// Undo it.
    #[default]
    RollBack,
    Stop,
}

/// How tasks are replaced.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Strategy {
    /// In batches.
    Rolling {
        #[serde(default)]
        max_percent: Option<u32>,
    },
    /// Some traffic first.
    BlueGreen(Shift),
    AllAtOnce,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Shift {
    percent: f64,
    bake_time: Span,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Container {
    image: ImageReference,
    #[serde(default)]
    environment: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct ImageReference(String);

/// How it ended.
#[derive(Serialize, JsonSchema)]
struct DeployOutcome {
    took: Span,
    strategy: Strategy,
    containers: Vec<Container>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    ended: Option<String>,
    waits: BTreeMap<String, Span>,
    verdict: Verdict,
}

/// The verdict.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(dead_code)] // only its schema is of interest
enum Verdict {
    Succeeded { proof: Option<Container> },
    RolledBack { reason: String },
}

/// The API of these types alone.
fn api<I: JsonSchema, O: JsonSchema>() -> Result<(Api, Value), String> {
    let mut inputs = SchemaSettings::draft2020_12().into_generator();
    let mut outputs = SchemaSettings::draft2020_12().for_serialize().into_generator();
    inputs.subschema_for::<I>();
    outputs.subschema_for::<O>();
    outputs.subschema_for::<ecs_usecases::Event>();
    let case = Case { name: "deploy".into(), request: I::schema_name().into(), outcome: O::schema_name().into() };
    assemble(vec![case], json!({}), &mut inputs, &mut outputs)
}

fn whole() -> Api {
    api::<Deploy, DeployOutcome>().expect("it has a form in every language").0
}

fn contains(code: &str, lines: &[&str]) {
    for line in lines {
        assert!(code.contains(line), "no `{line}` in\n{code}");
    }
}

#[test]
fn schemas_become_definitions() {
    let api = whole();
    let field = |name: &str, field: &str| {
        let fields = api.inputs.get(name).expect("defined").fields();
        fields.into_iter().find(|known| known.name == field).expect("a field").form.clone()
    };
    assert_eq!(field("Deploy", "timeout"), Type::Nullable(Box::new(Type::Duration)));
    assert_eq!(field("Deploy", "task_definition"), Type::Any);
    assert_eq!(field("Deploy", "settings"), Type::Map(Box::new(Type::Any)));
    assert_eq!(field("Deploy", "tags"), Type::Map(Box::new(Type::String)));
    assert_eq!(field("Container", "image"), Type::Named("ImageReference".into()));
    let Kind::Tagged(variants) = &api.inputs.get("Strategy").expect("defined").kind else { panic!("it is tagged") };
    let names: Vec<Vec<&str>> = variants.iter().map(|variant| variant.fields.iter().map(|field| field.name.as_str()).collect()).collect();
    assert_eq!(names, [vec!["max_percent"], vec!["percent", "bake_time"], vec![]]);
}

#[test]
fn python_reads_records_and_writes_keywords() {
    let code = python::code(&whole()).expect("Python can say it");
    contains(
        &code,
        &[
            "class DeployOutcome(Record):",
            "    took: timedelta\n",
            "            took=duration(wire[\"took\"]),",
            "            strategy=_strategy_from_wire(wire[\"strategy\"]),",
            "            containers=[Container.from_wire(item) for item in wire[\"containers\"]],",
            "            warnings=wire.get(\"warnings\", []),",
            "            ended=None if (value := wire.get(\"ended\")) is None else moment(value),",
            "            waits={name: duration(item) for name, item in wire[\"waits\"].items()},",
            "class StrategyBlueGreen(Record):",
            "    type: ClassVar[Literal[\"blue_green\"]] = \"blue_green\"",
            "        cluster: str,\n        strategy: StrategyParam,\n        containers: Sequence[ContainerParam],\n",
            "        timeout: timedelta | str | float | None = None,",
            "        attempts: int = 3,",
            "        on_failure: OnFailure = \"roll_back\",",
            "        tags: Mapping[str, str] | None = None,",
            "    ) -> DeployOutcome:",
            "return await self._call(\"deploy\", request, DeployOutcome.from_wire, on_event, run_id, rehearsed)",
        ],
    );
}

#[test]
fn python_types_have_twins_where_both_sides_differ() {
    let code = python_types::code(&whole());
    contains(
        &code,
        &[
            "OnFailure: TypeAlias = Literal[\"stop\", \"roll_back\"]",
            "Strategy: TypeAlias = Union[StrategyRolling, StrategyBlueGreen, StrategyAllAtOnce]",
            "class StrategyParamBlueGreen(TypedDict):",
            "    bake_time: timedelta | str | float",
            "StrategyParam: TypeAlias = Union[StrategyParamRolling, StrategyParamBlueGreen, StrategyParamAllAtOnce]",
            "    environment: NotRequired[Mapping[str, str]]",
            "ImageReference: TypeAlias = str",
        ],
    );
    assert!(!code.contains("class Deploy("), "the request is written as keywords");
}

#[test]
fn typescript_is_camel_case() {
    let code = typescript::code(&whole()).expect("TypeScript can say it");
    contains(
        &code,
        &[
            "export interface DeployOutcome {",
            "  took: string\n",
            "  warnings?: Array<string>",
            "  bakeTime: string | number",
            "  taskDefinition?: unknown",
            "  settings?: Record<string, unknown>",
            "  byRegion?: Record<string, ContainerParam>",
            "export type OnFailure = 'stop' | 'roll_back'",
            "export type StrategyParam = StrategyParamRolling | StrategyParamBlueGreen | StrategyParamAllAtOnce",
            "  deploy(request: Deploy, options?: CallOptions): Promise<DeployOutcome>",
            "  deploy(request: Deploy, options?: StartOptions): Run<DeployOutcome>",
        ],
    );
}

#[test]
fn javascript_leaves_user_data_and_documents_alone() {
    let code = javascript::code(&whole());
    contains(
        &code,
        &[
            r#""tags":null,"by_region":{"m":"Container"},"task_definition":null,"settings":null,"containers":["Container"]"#,
            r#"Container: {"f":{"image":"ImageReference","environment":null}},"#,
            r#"Strategy: {"t":{"rolling":{"max_percent":null},"blue_green":{"percent":null,"bake_time":null},"all_at_once":{}}},"#,
            "return this._call('deploy', 'Deploy', request, options)",
        ],
    );
}

#[test]
fn the_published_schema_points_into_itself() {
    let (_, document) = api::<Deploy, DeployOutcome>().expect("it has a form in every language");
    assert_eq!(document["inputs"]["Deploy"]["properties"]["strategy"]["$ref"], "#/inputs/Strategy");
    assert_eq!(document["outputs"]["DeployOutcome"]["properties"]["strategy"]["$ref"], "#/outputs/Strategy");
}

/// Why the generator refuses this request.
fn refused<I: JsonSchema>() -> String {
    match api::<I, Container>() {
        Err(why) => why,
        Ok((api, _)) => python::code(&api).expect_err("it is refused"),
    }
}

#[test]
fn what_has_no_clean_form_is_refused_with_its_path() {
    #[derive(JsonSchema)]
    #[allow(dead_code)]
    enum External {
        One { a: u32 },
        Two(String),
    }
    #[derive(JsonSchema)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Untagged {
        Number(u32),
        Text(String),
    }
    #[derive(JsonSchema)]
    struct HasExternal {
        #[allow(dead_code)]
        choice: External,
    }
    #[derive(JsonSchema)]
    struct HasUntagged {
        #[allow(dead_code)]
        choice: Untagged,
    }
    #[derive(JsonSchema)]
    #[allow(dead_code)]
    struct FlattensMap {
        name: String,
        #[serde(flatten)]
        rest: Map<String, Value>,
    }
    #[derive(JsonSchema)]
    #[allow(dead_code)]
    struct FlattensEnum {
        name: String,
        #[serde(flatten)]
        strategy: Strategy,
    }
    #[derive(JsonSchema)]
    #[allow(dead_code)]
    struct HasTuple {
        pair: (u32, String),
    }
    #[derive(JsonSchema)]
    #[allow(dead_code)]
    struct HasKeyword {
        from: String,
    }
    #[derive(JsonSchema)]
    #[allow(dead_code)]
    struct HasParameter {
        run_id: String,
    }
    for (why, path, what) in [
        (refused::<HasExternal>(), "External[0]", "`One` is not tagged inside"),
        (refused::<HasUntagged>(), "Untagged", "untagged"),
        (refused::<FlattensMap>(), "FlattensMap", "flattened"),
        (refused::<FlattensEnum>(), "FlattensEnum", "flattened"),
        (refused::<HasTuple>(), "HasTuple.pair", "tuple"),
        (refused::<HasKeyword>(), "HasKeyword.from", "taken in Python"),
        (refused::<HasParameter>(), "deploy.run_id", "taken in Python"),
    ] {
        assert!(why.contains(path) && why.contains(what), "{why}");
    }
}
