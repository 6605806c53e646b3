# Written by uvdock. After a change of pyproject.toml or uv.lock run:
#   uvdock generate --all --bake
# uvdock:sha256:71a0b09771b2cf5dcfb362f6813cd9f65abb211be7530f93f937fbc06f42b738

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
  targets = ["api", "worker"]
}

target "api" {
  context    = "."
  dockerfile = "services/api/Dockerfile"
  platforms  = PLATFORMS == "" ? ["linux/amd64", "linux/arm64"] : split(",", PLATFORMS)
  tags       = ["${REGISTRY == "" ? "" : "${REGISTRY}/"}api:${TAG}"]
  cache-from = CACHE == "" ? [] : ["type=registry,ref=${CACHE}:api"]
  cache-to   = CACHE == "" ? [] : ["type=registry,ref=${CACHE}:api,mode=max"]
  labels = {
    "org.opencontainers.image.title" = "api"
  }
}

target "worker" {
  context    = "."
  dockerfile = "services/worker/Dockerfile"
  platforms  = PLATFORMS == "" ? ["linux/amd64", "linux/arm64"] : split(",", PLATFORMS)
  tags       = ["${REGISTRY == "" ? "" : "${REGISTRY}/"}worker:${TAG}"]
  cache-from = CACHE == "" ? [] : ["type=registry,ref=${CACHE}:worker"]
  cache-to   = CACHE == "" ? [] : ["type=registry,ref=${CACHE}:worker,mode=max"]
  labels = {
    "org.opencontainers.image.title" = "worker"
  }
}
