# Written by uvdock. After a change of pyproject.toml or uv.lock run:
#   uvdock generate --all --bake
# uvdock:sha256:ab606114171faa8b4766a7b44663be6c077019b83920a0540219243eb413cb1c

# Builds every image at once, on whatever builder is selected; run it in this directory:
#   docker buildx bake --allow=fs.read=../shared --file docker-bake.hcl
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

variable "APP_VERSION" {
  # The version from version control, as .git stays outside of the build.
  default = "0.0.0"
}

variable "UV_INDEX_HOUSE_PASSWORD" {
  # A credential of an index, handed over as a secret when it is set.
  default = ""
}

group "default" {
  targets = ["api", "work-er"]
}

target "api" {
  context    = "services/api"
  dockerfile = "Dockerfile"
  contexts = {
    "project_root" = "."
    "shared" = "../shared"
  }
  args = {
    APP_VERSION = APP_VERSION
  }
  platforms  = PLATFORMS == "" ? ["linux/amd64", "linux/arm64"] : split(",", PLATFORMS)
  tags       = ["${REGISTRY == "" ? "" : "${REGISTRY}/"}api:${TAG}"]
  cache-from = CACHE == "" ? [] : ["type=registry,ref=${CACHE}:api"]
  cache-to   = CACHE == "" ? [] : ["type=registry,ref=${CACHE}:api,mode=max"]
  # Without a value the secret stays away: uv would send an empty password.
  secret = concat(
    UV_INDEX_HOUSE_PASSWORD == "" ? [] : ["id=UV_INDEX_HOUSE_PASSWORD,env=UV_INDEX_HOUSE_PASSWORD"],
    ["id=UV_INDEX_VAULT_PASSWORD,env=UV_INDEX_VAULT_PASSWORD"],
  )
  labels = {
    "org.opencontainers.image.title" = "api"
    "org.opencontainers.image.version" = APP_VERSION
  }
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
