# One image for every Airflow component. To pin the bytes as well as the tag, build with
# --build-arg PYTHON_IMAGE=python:3.11.14-slim-bookworm@sha256:<digest>.
ARG PYTHON_IMAGE=python:3.11.14-slim-bookworm

FROM ${PYTHON_IMAGE} AS dependencies
# uv, because the pip of this image cannot install a hashed lock that names extras.
ARG UV_VERSION=0.13.9
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1
RUN pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore "uv==${UV_VERSION}"
COPY requirements.txt /build/requirements.txt
COPY requirements-lake.txt /build/requirements-lake.txt
RUN uv venv /opt/venv \
    && uv pip install --python /opt/venv/bin/python --require-hashes --only-binary :all: \
        -r /build/requirements.txt -r /build/requirements-lake.txt

FROM ${PYTHON_IMAGE}
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 50000 rasad \
    && useradd --uid 50000 --gid rasad --no-create-home --home-dir /run/airflow --shell /usr/sbin/nologin rasad \
    # A named volume takes the owner of the folder that it first covers.
    && install --directory --owner=rasad --group=rasad --mode=0750 \
        /run/airflow /var/log/airflow /var/lib/rasad /var/lib/rasad/archive /var/lib/rasad/published /var/lib/rasad/operations
COPY --from=dependencies /opt/venv /opt/venv
WORKDIR /opt/rasad
COPY LICENSE ./
COPY dags ./dags
COPY plugins ./plugins
COPY sql ./sql
COPY include ./include
# The package runs from the source folder: nothing is built, so the build needs no setuptools and no network.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/opt/rasad/include \
    PYTHONUNBUFFERED=1 \
    HOME=/run/airflow \
    AIRFLOW_HOME=/run/airflow \
    RASAD_DATA=/var/lib/rasad
RUN python -m compileall -q include/rasad
ENV PYTHONDONTWRITEBYTECODE=1
USER 50000:50000
ENTRYPOINT ["tini", "--"]
CMD ["python", "-m", "rasad", "--help"]
