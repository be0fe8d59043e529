{{- define "operator.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "operator.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "operator.labels" -}}
{{ include "operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "operator.scraping" -}}
prometheus.io/scrape: "true"
prometheus.io/path: /q/metrics
prometheus.io/port: "8080"
prometheus.io/scheme: http
{{- end }}

{{- define "operator.subjects" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "operator.name" . }}
    namespace: {{ .Release.Namespace }}
{{- end }}

{{- /* Separated by commas; the JOSDK's word for all. */}}
{{- define "operator.watched" -}}
{{- if .Values.watch.namespaces }}{{ join "," .Values.watch.namespaces }}
{{- else if eq .Values.rbac.scope "namespace" }}{{ .Release.Namespace }}
{{- else }}JOSDK_ALL_NAMESPACES{{ end }}
{{- end }}
