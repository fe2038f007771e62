"""The same step twice, with Kubeflow's step cache on and off.

    pip install kfp==2.17.0 kfp-kubernetes==2.17.0
    python pipeline.py              writes pipeline.yaml, to be uploaded
"""

from pathlib import Path

from kfp import compiler, components, dsl, kubernetes

embed_once = components.load_component_from_file(str(Path(__file__).with_name("component.yaml")))


def embed(corpus: dsl.Dataset, golden_set: dsl.Dataset, step_cache: bool):
    task = embed_once(corpus=corpus, golden_set=golden_set)
    task.set_caching_options(step_cache)
    task.set_cpu_request("1").set_memory_request("1Gi").set_memory_limit("2Gi")
    kubernetes.use_secret_as_env(
        task,
        secret_name="redis-connection",
        secret_key_to_env={"REDIS_URL": "EMBED_ONCE_REDIS_URL"},
    )
    return task


@dsl.pipeline(name="embed-once")
def pipeline(corpus_uri: str, golden_set_uri: str):
    corpus = dsl.importer(artifact_uri=corpus_uri, artifact_class=dsl.Dataset, reimport=False)
    golden_set = dsl.importer(artifact_uri=golden_set_uri, artifact_class=dsl.Dataset, reimport=False)
    # Kubeflow skips the whole step if it has seen these artifacts, this image and these arguments. Its cache compares the addresses of
    # artifacts, not their content, and the tag of the image, not the model in it.
    embed(corpus.output, golden_set.output, step_cache=True).set_display_name("embed, if the step is new")
    # Starts, looks up every text and validates in every run: seconds, if nothing is missing.
    embed(corpus.output, golden_set.output, step_cache=False).set_display_name("embed what is new, and validate")


if __name__ == "__main__":
    compiler.Compiler().compile(pipeline, "pipeline.yaml")
