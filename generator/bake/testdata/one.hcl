# Written by uvdock. After a change of pyproject.toml or uv.lock run:
#   uvdock generate --all --bake
# uvdock:sha256:3840c98d16063ea24341f22bcebd9c0189a5c31b6cd57ef3e62aac1cd74d1fcb

# Builds every image at once, on whatever builder is selected; run it in this directory:
#   docker buildx bake --file docker-bake.hcl
# Variables come from the environment. Without --file, bake would read a compose.yaml as well.

variable "REGISTRY" {
  # Where the images belong, such as registry.example/team; empty for the machine itself.
  default = ""
}

variable "TAG" {
  default = "latest"
}

variable "PLATFORMS" {
  # Such as "linux/amd64,linux/arm64"; empty for the platforms that the lock was proven for.
  default = ""
}

variable "CACHE" {
  # A repository for the build cache, such as registry.example/cache; empty for none.
  default = ""
}

group "default" {
  targets = ["work-er"]
}

target "work-er" {
  context    = "."
  dockerfile = "services/worker/Dockerfile"
  platforms  = PLATFORMS == "" ? ["linux/amd64"] : split(",", PLATFORMS)
  tags       = ["${REGISTRY == "" ? "" : "${REGISTRY}/"}work-er:${TAG}"]
  cache-from = CACHE == "" ? [] : ["type=registry,ref=${CACHE}:work-er"]
  cache-to   = CACHE == "" ? [] : ["type=registry,ref=${CACHE}:work-er,mode=max"]
  labels = {
    "org.opencontainers.image.title" = "work.er"
  }
}
